const en = {
  zones: {
    title: 'Zones',
    one: 'Zone',
    search: 'Search name or code',
    create: 'New zone',
    edit: 'Change zone',
    empty_title: 'No zones yet',
    empty_detail: 'A zone is a part of the network whose inflow is measured. A network import can make one.',
    no_boundary: 'No boundary drawn yet',
    to_assets: 'Assets of this zone',
    delete_detail: 'Its assets and sensors stay, without a zone. This cannot be undone.',
    kind: {
      dma: 'District metered area',
      pressure: 'Pressure zone',
      other: 'Other',
    },
    field: {
      name: 'Name',
      code: 'Code',
      kind: 'Kind',
    },
  },
};

export default en;
