import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  zones: {
    title: 'Zonas',
    one: 'Zona',
    search: 'Buscar nombre o código',
    create: 'Nueva zona',
    edit: 'Modificar la zona',
    empty_title: 'Aún no hay zonas',
    empty_detail: 'Una zona es una parte de la red cuyo caudal de entrada se mide. Una importación puede crearla.',
    no_boundary: 'Sin límite dibujado',
    to_assets: 'Activos de esta zona',
    delete_detail: 'Sus activos y sensores permanecen, sin zona. No se puede deshacer.',
    kind: {
      dma: 'Sector hidrométrico',
      pressure: 'Zona de presión',
      other: 'Otra',
    },
    field: {
      name: 'Nombre',
      code: 'Código',
      kind: 'Tipo',
    },
  },
};

export default es;
