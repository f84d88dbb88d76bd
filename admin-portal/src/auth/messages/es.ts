import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  auth: {
    title: 'Iniciar sesión',
    username: 'Usuario',
    password: 'Contraseña',
    sign_in: 'Iniciar sesión',
    show_password: 'Mostrar la contraseña',
    hide_password: 'Ocultar la contraseña',
    code_title: 'Introduzca su código',
    code_hint: 'Abra su aplicación de autenticación e introduzca los seis dígitos, o use un código de recuperación.',
    code: 'Código',
    verify: 'Verificar',
    change_title: 'Elija su propia contraseña',
    change_hint: 'La contraseña actual se creó para su primer acceso. Cámbiela para continuar.',
    current_password: 'Contraseña actual',
    new_password: 'Contraseña nueva',
    repeat_password: 'Repita la contraseña nueva',
    password_rule: 'Al menos %{length} caracteres',
    passwords_differ: 'Las dos contraseñas no coinciden',
    change: 'Cambiar la contraseña',
    signed_out: 'Ha cerrado la sesión',
    session_over: 'Su sesión ha terminado. Inicie sesión de nuevo.',
    tagline: 'Vigilancia del abastecimiento de agua',
    advice: 'Proteja su cuenta con un segundo factor',
    advice_action: 'Activarlo',
    enrol_title: 'Proteja su cuenta',
    enrol_hint:
      'Su rol exige un segundo factor. Lea el código con una aplicación de autenticación y escriba los seis dígitos que muestra.',
    enrol_secret: 'O escriba esta clave en la aplicación',
    enrol_codes_title: 'Guarde sus códigos de recuperación',
    enrol_codes_hint: 'Cada uno sirve una vez, cuando no tenga la aplicación a mano. No se mostrarán de nuevo.',
    enrol_done: 'Los he guardado',
  },
};

export default es;
