import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  map: {
    title: 'Mapa en vivo',
    find: 'Buscar en el mapa',
    layers: 'Capas y leyenda',
    layer: {
      alarms: 'Alarmas',
      suspects: 'Fugas sospechadas',
      sensors: 'Sensores',
      assets: 'Plantas, depósitos, bombas, válvulas',
      pipes: 'Tuberías',
      zones: 'Zonas',
      municipalities: 'Municipios',
    },
    legend: {
      reporting: 'Comunica',
      not_reporting: 'No comunica',
      suspect: 'Área de una fuga sospechada',
    },
    summary: '%{count} alarma activa en el mapa |||| %{count} alarmas activas en el mapa',
    zoom_in: 'Acercar',
    zoom_out: 'Alejar',
    sheet: 'Objeto elegido',
    close_sheet: 'Cerrar la ficha',
    show_all: 'Mostrarlo todo',
    no_reading: 'Aún sin lecturas',
    doubtful: 'calidad dudosa',
    day: 'Últimas 24 horas de %{name}',
    alarms: 'Alarmas activas',
    acknowledge: 'Reconocer',
    facts: 'Detalles',
    code: 'Código',
    limits: 'Límites',
    diameter: 'Diámetro',
    material: 'Material',
    length: 'Longitud',
    elevation: 'Cota',
    installed: 'Instalado en',
    population: 'Habitantes',
    time_zone: 'Zona horaria',
    zone_kind: {
      dma: 'Sector hidrométrico',
      pressure: 'Zona de presión',
      other: 'Zona',
    },
    sensors_here: 'Sensores aquí',
    open_sensor: 'Abrir el sensor',
    open_asset: 'Abrir el activo',
    open_zone: 'Abrir la zona',
    enter: 'Ver este municipio',
  },
};

export default es;
