import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  quarantine: {
    title: 'Cuarentena',
    note: 'Lo que llegó pero no pudo guardarse, con su motivo',
    empty: 'No hay nada en cuarentena',
    all_reasons: 'Todos los motivos',
    all_states: 'Todos los estados',
    by_person: 'Enviado por una persona o clave de API',
    content: {
      json: 'Mensaje (JSON)',
      text: 'Mensaje (texto)',
      bytes: 'Mensaje (bytes)',
    },
    status: {
      kept: 'Conservado',
      replayed: 'Reprocesado',
      dismissed: 'Descartado',
    },
    reason: {
      unreadable: 'Ilegible',
      malformed: 'Forma incorrecta',
      oversized: 'Demasiado grande',
      too_many: 'Demasiadas lecturas',
      too_deep: 'Anidado en exceso',
      empty: 'Vacío',
      bad_sensor: 'Nombre de sensor incorrecto',
      unknown_sensor: 'Sensor desconocido',
      foreign_sensor: 'Sensor de otro municipio',
      bad_value: 'Valor no utilizable',
      missing_unit: 'Falta la unidad',
      wrong_unit: 'La unidad no corresponde',
      bad_time: 'Hora ilegible',
      clock_not_set: 'Reloj del dispositivo sin ajustar',
      future: 'Hora futura',
      too_old: 'Más antiguo de lo que se conserva',
      topic_forbidden: 'Tema no permitido',
      no_partition: 'Sin lugar para esta fecha',
      not_storable: 'No pudo guardarse',
    },
    hint: {
      unknown_sensor: 'Cree un sensor con este código o corríjalo en el dispositivo.',
      wrong_unit: 'Ajuste en el dispositivo una unidad que mida la magnitud del sensor.',
      missing_unit: 'Haga que el dispositivo envíe la unidad en cada lectura.',
      clock_not_set: 'Ajuste el reloj del dispositivo; un servidor de hora lo mantiene.',
      future: 'Revise reloj y zona horaria del dispositivo.',
      foreign_sensor: 'El dispositivo y sus sensores deben ser del mismo municipio.',
      other: 'Compare el mensaje con lo que pide la documentación de la API.',
    },
    field: {
      reason: 'Motivo',
      received: 'Recibido',
      device: 'Dispositivo',
      protocol: 'Protocolo',
      size: 'Tamaño',
      status: 'Estado',
    },
  },
};

export default es;
