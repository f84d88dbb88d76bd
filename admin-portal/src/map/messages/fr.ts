import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  map: {
    title: 'Carte en direct',
    find: 'Trouver sur la carte',
    layers: 'Couches et légende',
    layer: {
      alarms: 'Alarmes',
      suspects: 'Fuites suspectées',
      sensors: 'Capteurs',
      assets: 'Usines, réservoirs, pompes, vannes',
      pipes: 'Conduites',
      zones: 'Zones',
      municipalities: 'Communes',
    },
    legend: {
      reporting: 'Transmet',
      not_reporting: 'Ne transmet pas',
      suspect: 'Zone d’une fuite suspectée',
    },
    summary: '%{count} alarme active sur la carte |||| %{count} alarmes actives sur la carte',
    zoom_in: 'Agrandir',
    zoom_out: 'Réduire',
    sheet: 'Objet choisi',
    close_sheet: 'Fermer la fiche',
    show_all: 'Tout afficher',
    no_reading: 'Pas encore de relevé',
    doubtful: 'qualité douteuse',
    day: '24 dernières heures de %{name}',
    alarms: 'Alarmes actives',
    acknowledge: 'Acquitter',
    facts: 'Détails',
    code: 'Code',
    limits: 'Limites',
    diameter: 'Diamètre',
    material: 'Matériau',
    length: 'Longueur',
    elevation: 'Altitude',
    installed: 'Posé en',
    population: 'Habitants',
    time_zone: 'Fuseau horaire',
    zone_kind: {
      dma: 'Secteur de comptage',
      pressure: 'Zone de pression',
      other: 'Zone',
    },
    sensors_here: 'Capteurs ici',
    open_sensor: 'Ouvrir le capteur',
    open_asset: 'Ouvrir l’ouvrage',
    open_zone: 'Ouvrir la zone',
    enter: 'Voir cette commune',
  },
};

export default fr;
