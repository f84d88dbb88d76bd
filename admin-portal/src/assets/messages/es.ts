import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  assets: {
    attribute: {
      epanet: {
        id: 'Número en el modelo',
        from: 'Desde',
        to: 'Hasta',
        roughness: 'Rugosidad',
        minorLoss: 'Pérdida menor',
        status: 'Estado en el modelo',
      },
    },
    title: 'Activos',
    one: 'Activo',
    search: 'Buscar nombre o código',
    create: 'Nuevo activo',
    edit: 'Modificar el activo',
    empty_title: 'Aún no hay activos',
    empty_detail: 'Importe una red en la página de su municipio o añada activos uno a uno.',
    all_states: 'Todos los estados',
    measures: 'Medidas',
    geometry_help: 'Geometría GeoJSON, WGS 84',
    geometry_wrong: 'No es una geometría que corresponda a la clase',
    status: {
      in_service: 'En servicio',
      out_of_service: 'Fuera de servicio',
      planned: 'Previsto',
      retired: 'Retirado',
    },
    field: {
      name: 'Nombre',
      code: 'Código',
      class: 'Clase',
      status: 'Estado',
      zone: 'Zona',
      diameter: 'Diámetro',
      length: 'Longitud',
      material: 'Material',
      elevation: 'Cota',
      installed: 'Instalado',
      geometry: 'Geometría',
    },
  },
};

export default es;
