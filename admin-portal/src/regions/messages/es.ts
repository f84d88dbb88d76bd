import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  regions: {
    title: 'Regiones',
    one: 'Región',
    search: 'Buscar nombre o código',
    create: 'Nueva región',
    edit: 'Modificar la región',
    empty_title: 'Aún no hay regiones',
    empty_detail: 'Las regiones agrupan municipios. Empiece con una y añada sus municipios.',
    no_municipalities: 'No hay municipios en esta región',
    field: {
      name: 'Nombre',
      code: 'Código',
      municipalities: 'Municipios',
      population: 'Población',
    },
  },
};

export default es;
