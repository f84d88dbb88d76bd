import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  overview: {
    title: 'Resumen',
    headline:
      '%{count} alarma de prioridad %{priority} en %{places} |||| %{count} alarmas de prioridad %{priority} en %{places}',
    headline_one:
      '%{count} alarma de prioridad %{priority} activa |||| %{count} alarmas de prioridad %{priority} activas',
    headline_quiet: 'No hay alarmas activas',
    places: '%{count} municipio |||| %{count} municipios',
    back: 'Volver a todos los municipios',
    active_alarms: 'Alarmas activas',
    last_hour: '%{count} en esta hora',
    alarm_trend: 'Alarmas por hora, últimas 24 horas',
    unacknowledged: 'Sin reconocer',
    waiting: 'Nadie las ha tomado aún',
    none_waiting: 'Todas se han visto',
    of: 'de %{count}',
    sensors: 'Sensores que comunican',
    sensors_missing: '%{count} sensor no comunica |||| %{count} sensores no comunican',
    devices: 'Dispositivos en línea',
    devices_missing: '%{count} dispositivo sin conexión |||| %{count} dispositivos sin conexión',
    complete: 'Todos',
    readings: 'Lecturas',
    per_minute: 'por minuto',
    readings_change: '%{change} frente a la última hora',
    reading_trend: 'Lecturas por minuto, última hora',
    map_nation: 'Municipios según su peor alarma',
    map_municipality: 'Zonas y alarmas activas',
    open_map: 'Mapa en vivo',
    area: '%{name}: %{count} alarma activa |||| %{name}: %{count} alarmas activas',
    attention: 'Requiere atención',
    all_alarms: 'Todas las alarmas',
    owner: 'con %{name}',
    quiet: 'Nada requiere atención',
    quiet_detail: 'Las alarmas nuevas aparecen aquí en cuanto se producen.',
    ranking: 'Municipios, primero los peores',
    municipality: 'Municipio',
    reporting: 'Comunican',
  },
};

export default es;
