import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  assets: {
    attribute: {
      epanet: {
        id: 'Numéro dans le modèle',
        from: 'De',
        to: 'À',
        roughness: 'Rugosité',
        minorLoss: 'Perte singulière',
        status: 'État dans le modèle',
      },
    },
    title: 'Ouvrages',
    one: 'Ouvrage',
    search: 'Chercher un nom ou un code',
    create: 'Nouvel ouvrage',
    edit: 'Modifier l’ouvrage',
    empty_title: 'Pas encore d’ouvrages',
    empty_detail: 'Importez un réseau depuis la page de sa commune, ou ajoutez les ouvrages un à un.',
    all_states: 'Tous les états',
    measures: 'Mesures',
    geometry_help: 'Géométrie GeoJSON, WGS 84',
    geometry_wrong: 'Cette géométrie ne convient pas à la classe',
    status: {
      in_service: 'En service',
      out_of_service: 'Hors service',
      planned: 'Prévu',
      retired: 'Abandonné',
    },
    field: {
      name: 'Nom',
      code: 'Code',
      class: 'Classe',
      status: 'Statut',
      zone: 'Zone',
      diameter: 'Diamètre',
      length: 'Longueur',
      material: 'Matériau',
      elevation: 'Altitude',
      installed: 'Posé',
      geometry: 'Géométrie',
    },
  },
};

export default fr;
