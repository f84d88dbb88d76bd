import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  api_keys: {
    title: 'Claves de API',
    one: 'Clave de API',
    search: 'Buscar nombre',
    create: 'Nueva clave de API',
    empty_title: 'Aún no hay claves de API',
    empty_detail: 'Una clave permite a un programa usar la API con los derechos de un rol.',
    name_help: '¿Para qué programa es?',
    role_help: 'Dé el rol más pequeño que baste',
    expires_help: 'Vacío: 90 días. Máximo 366 días',
    state: {
      active: 'Activa',
      expired: 'Caducada',
      revoked: 'Revocada',
    },
    revoke: 'Revocar',
    revoke_title: '¿Revocar %{name}?',
    revoke_detail: 'Los programas que la usan quedan rechazados al momento. No se puede deshacer.',
    revoked: 'Clave revocada',
    secret_title: 'Secreto de la clave de API',
    secret_detail: 'Envíelo como token «bearer» en cada petición.',
    secret: 'Secreto',
    header: 'Cabecera HTTP',
    field: {
      name: 'Nombre',
      role: 'Rol',
      scope: 'Alcance',
      state: 'Estado',
      last_used: 'Último uso',
      expires: 'Caduca',
    },
  },
};

export default es;
