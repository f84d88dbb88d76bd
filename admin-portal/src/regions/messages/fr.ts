import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  regions: {
    title: 'Régions',
    one: 'Région',
    search: 'Chercher un nom ou un code',
    create: 'Nouvelle région',
    edit: 'Modifier la région',
    empty_title: 'Pas encore de régions',
    empty_detail: 'Les régions regroupent des communes. Commencez par une, puis ajoutez ses communes.',
    no_municipalities: 'Aucune commune dans cette région',
    field: {
      name: 'Nom',
      code: 'Code',
      municipalities: 'Communes',
      population: 'Population',
    },
  },
};

export default fr;
