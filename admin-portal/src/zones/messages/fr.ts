import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  zones: {
    title: 'Zones',
    one: 'Zone',
    search: 'Chercher un nom ou un code',
    create: 'Nouvelle zone',
    edit: 'Modifier la zone',
    empty_title: 'Pas encore de zones',
    empty_detail: 'Une zone est une partie du réseau dont on mesure l’entrée. Une importation peut en créer une.',
    no_boundary: 'Pas encore de limite',
    to_assets: 'Ouvrages de cette zone',
    delete_detail: 'Ses ouvrages et capteurs restent, sans zone. Cette action est définitive.',
    kind: {
      dma: 'Secteur de distribution',
      pressure: 'Zone de pression',
      other: 'Autre',
    },
    field: {
      name: 'Nom',
      code: 'Code',
      kind: 'Type',
    },
  },
};

export default fr;
