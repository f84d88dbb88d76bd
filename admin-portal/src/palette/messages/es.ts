import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  palette: {
    open: 'Buscar',
    placeholder: 'Buscar sensores, activos, municipios, páginas',
    pages: 'Páginas',
    actions: 'Acciones',
    nothing: 'Sin resultados',
    searching: 'Buscando',
    kind: {
      sensor: 'Sensores',
      asset: 'Activos',
      municipality: 'Municipios',
      device: 'Dispositivos',
      zone: 'Zonas',
    },
    hint_move: 'para moverse',
    hint_open: 'para abrir',
    hint_close: 'para cerrar',
    theme_dark: 'Cambiar a oscuro',
    theme_light: 'Cambiar a claro',
    density_compact: 'Cambiar a compacta',
    density_comfortable: 'Cambiar a amplia',
  },
};

export default es;
