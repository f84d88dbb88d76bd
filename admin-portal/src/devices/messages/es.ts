import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  devices: {
    title: 'Dispositivos',
    one: 'Dispositivo',
    search: 'Buscar nombre',
    create: 'Nuevo dispositivo',
    edit: 'Modificar el dispositivo',
    empty_title: 'Aún no hay dispositivos',
    empty_detail: 'Un dispositivo envía las lecturas de sus sensores. Al crearlo se muestra su credencial una vez.',
    never_seen: 'Nunca visto',
    delete_detail:
      'Sus credenciales dejan de funcionar; sus sensores permanecen, sin dispositivo. No se puede deshacer.',
    connection: {
      online: 'En línea',
      offline: 'Sin conexión',
      unknown: 'Desconocido',
      disabled: 'Desactivado',
    },
    status: {
      active: 'Activo',
      disabled: 'Desactivado: sus mensajes se rechazan',
    },
    ledger: 'Lo que envió',
    to_quarantine: 'Cuarentena',
    nothing_came: 'No llegó nada en este periodo',
    nothing_came_detail: 'Revise energía, red y credencial, o elija un periodo más largo.',
    course: 'Lecturas guardadas en el tiempo',
    troubled: 'Minutos en los que no se guardó todo',
    outcome: {
      stored: 'Guardadas',
      late: 'Tardías',
      duplicate: 'Duplicadas',
      conflict: 'En conflicto',
      quarantined: 'En cuarentena',
      refused: 'Rechazados',
    },
    credentials: 'Credenciales',
    rotate: 'Crear una credencial nueva',
    rotate_now: 'Crear',
    rotate_detail: 'La credencial actual sigue funcionando un tiempo, para cambiar el dispositivo sin interrupción.',
    revoke: 'Revocar todas las credenciales',
    revoke_now: 'Revocar',
    revoke_detail: 'El dispositivo queda desconectado y no podrá enviar hasta recibir otra credencial.',
    revoked: 'Credenciales revocadas',
    earlier_until: 'La anterior funciona hasta %{time}.',
    credential_title: 'Credencial del dispositivo',
    credential_detail:
      'Para MQTT use el id como usuario e id de cliente, y el token como contraseña. Para HTTP envíe la cabecera.',
    credential_user: 'Usuario e id de cliente',
    credential_token: 'Token',
    credential_topic: 'Tema MQTT',
    credential_header: 'Cabecera HTTP',
    codec_help: 'Convierte los bytes que envía en lecturas; necesario para LoRaWAN.',
    codec: {
      'cayenne-lpp': 'Cayenne LPP',
    },
    field: {
      id: 'Id',
      name: 'Nombre',
      protocol: 'Protocolo',
      status: 'Estado',
      connection: 'Conexión',
      last_seen: 'Visto',
      battery: 'Batería',
      signal: 'Señal',
      firmware: 'Firmware',
      codec: 'Códec',
    },
  },
};

export default es;
