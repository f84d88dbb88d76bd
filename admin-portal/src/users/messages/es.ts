import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  users: {
    title: 'Usuarios',
    one: 'Usuario',
    search: 'Buscar nombre',
    create: 'Nuevo usuario',
    edit: 'Modificar el usuario',
    empty_title: 'Aún no hay usuarios',
    empty_detail: 'Cada persona recibe su propia cuenta, con los roles que necesita.',
    all_roles: 'Todos los roles',
    sign_in: 'Acceso',
    never: 'Nunca',
    must_change: 'Debe cambiarse en el próximo acceso',
    region_of: 'Región %{name}',
    roles_help: 'Solo puede dar lo que usted tiene',
    home_help: 'Ve este ámbito y todo lo inferior',
    status: {
      active: 'Activo',
      disabled: 'Desactivado',
    },
    reset: 'Restablecer contraseña',
    end_sessions: 'Cerrar todas las sesiones',
    disable: 'Desactivar',
    enable: 'Activar',
    ask: {
      reset: '¿Restablecer la contraseña de %{name}?',
      sessions: '¿Cerrar todas las sesiones de %{name}?',
      disable: '¿Desactivar a %{name}?',
    },
    confirm: {
      reset: 'Restablecer',
      sessions: 'Cerrar sesiones',
      disable: 'Desactivar',
    },
    detail: {
      reset:
        'Se crea una contraseña de un solo uso y se le muestra una vez. Se cierran las sesiones; el segundo factor permanece.',
      sessions: 'La persona sale en todas partes y puede volver a entrar.',
      disable: 'La persona sale y no puede entrar hasta que se la active.',
    },
    sessions_ended: 'Sesiones cerradas',
    delete_detail: 'Se elimina su cuenta; lo que hizo permanece en la auditoría. No se puede deshacer.',
    password_title: 'Contraseña de un solo uso',
    password_detail: 'Entréguela en persona o por teléfono. Debe cambiarse en el primer acceso.',
    one_time_password: 'Contraseña de un solo uso',
    field: {
      username: 'Usuario',
      display_name: 'Nombre',
      email: 'Correo',
      roles: 'Roles',
      home: 'Ámbito',
      status: 'Estado',
      locale: 'Idioma',
      last_login: 'Último acceso',
      mfa: 'Segundo factor',
      password: 'Contraseña',
    },
  },
};

export default es;
