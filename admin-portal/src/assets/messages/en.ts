const en = {
  assets: {
    attribute: {
      epanet: {
        id: 'Number in the model',
        from: 'From',
        to: 'To',
        roughness: 'Roughness',
        minorLoss: 'Minor loss',
        status: 'State in the model',
      },
    },
    title: 'Assets',
    one: 'Asset',
    search: 'Search name or code',
    create: 'New asset',
    edit: 'Change asset',
    empty_title: 'No assets yet',
    empty_detail: 'Import a network on the page of its municipality, or add assets one by one.',
    all_states: 'All states',
    measures: 'Measures',
    geometry_help: 'GeoJSON geometry, WGS 84',
    geometry_wrong: 'This is not a geometry that fits the class',
    status: {
      in_service: 'In service',
      out_of_service: 'Out of service',
      planned: 'Planned',
      retired: 'Retired',
    },
    field: {
      name: 'Name',
      code: 'Code',
      class: 'Class',
      status: 'Status',
      zone: 'Zone',
      diameter: 'Diameter',
      length: 'Length',
      material: 'Material',
      elevation: 'Elevation',
      installed: 'Installed',
      geometry: 'Geometry',
    },
  },
};

export default en;
