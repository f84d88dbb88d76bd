import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  municipalities: {
    title: 'Municipios',
    one: 'Municipio',
    search: 'Buscar nombre o código',
    create: 'Nuevo municipio',
    edit: 'Modificar el municipio',
    empty_title: 'Aún no hay municipios',
    empty_detail: 'Un municipio es dueño de su red, dispositivos, sensores y usuarios.',
    inhabitants: '%{count} habitantes',
    unacknowledged: '%{count} sin reconocer',
    to_map: 'Ver en el mapa',
    delete_detail: 'Solo puede eliminarse un municipio sin red, dispositivos ni usuarios. No se puede deshacer.',
    field: {
      name: 'Nombre',
      code: 'Código',
      region: 'Región',
      population: 'Población',
      time_zone: 'Zona horaria',
      center: 'Centro',
      alarms: 'Alarmas activas',
      reporting: 'Sensores activos',
      devices: 'Dispositivos en línea',
      rate: 'Lecturas por minuto',
    },
    import: {
      open: 'Importar red',
      title: 'Importar una red en %{name}',
      choose: 'Elegir archivo EPANET',
      no_file: 'Ningún archivo elegido (.inp)',
      too_long: 'El archivo supera 15 MB. Divida antes la red.',
      place: 'Dónde está la red',
      place_help:
        'Haga clic donde está el centro de la red o escriba la posición. Las coordenadas de estos archivos rara vez son geográficas.',
      anchor: 'Centro de la red',
      scale: 'Metros por unidad',
      scale_help: '1 si el dibujo está en metros, 0.3048 en pies',
      rotation: 'Rotación',
      rotation_help: 'Grados en sentido horario',
      zone: 'Nombre de una zona nueva',
      zone_help: 'Vacío: no se crea zona',
      replace: 'Reemplazar lo importado antes en esta zona',
      check: 'Probar sin guardar',
      go: 'Importar',
      trial: 'Es una prueba: aún no se guarda nada. Vea en el mapa dónde quedará la red.',
      removed: 'Se quitan antes',
      warnings: '%{smart_count} observación |||| %{smart_count} observaciones',
      done: 'Red importada',
    },
  },
};

export default es;
