import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  account: {
    title: 'Cuenta y seguridad',
    password: 'Contraseña',
    password_changed: 'Contraseña cambiada. Las demás sesiones se cerraron.',
    mfa: 'Segundo factor',
    mfa_on: 'Activado',
    mfa_off: 'Desactivado',
    mfa_note: 'Con una aplicación de autenticación, una contraseña robada no basta para entrar.',
    mfa_advised: 'Sus derechos requieren un segundo factor. Configúrelo, por favor.',
    mfa_begin: 'Configurar una aplicación',
    mfa_scan: 'Escanee el código con su aplicación o escriba el secreto. Después introduzca los seis dígitos.',
    mfa_qr: 'Código QR para la aplicación',
    mfa_secret: 'Secreto',
    mfa_confirm: 'Confirmar',
    mfa_remove: 'Quitar el segundo factor',
    recovery_title: 'Códigos de recuperación',
    recovery_detail: 'Cada uno sirve una vez en lugar de un código, si no tiene la aplicación.',
    recovery_codes: 'Códigos de recuperación',
    sessions: 'Sesiones',
    session_device: 'Dónde',
    session_unknown: 'Programa desconocido',
    session_current: 'Esta',
    session_used: 'Último uso',
    session_since: 'Desde',
    session_end: 'Cerrar',
    session_ended: 'Sesión cerrada',
    sign_out_everywhere: 'Salir en todas partes',
  },
};

export default es;
