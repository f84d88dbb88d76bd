import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  palette: {
    open: 'Rechercher',
    placeholder: 'Trouver capteurs, ouvrages, communes, pages',
    pages: 'Pages',
    actions: 'Actions',
    nothing: 'Aucun résultat',
    searching: 'Recherche',
    kind: {
      sensor: 'Capteurs',
      asset: 'Ouvrages',
      municipality: 'Communes',
      device: 'Appareils',
      zone: 'Zones',
    },
    hint_move: 'pour se déplacer',
    hint_open: 'pour ouvrir',
    hint_close: 'pour fermer',
    theme_dark: 'Passer en sombre',
    theme_light: 'Passer en clair',
    density_compact: 'Passer en compacte',
    density_comfortable: 'Passer en confortable',
  },
};

export default fr;
