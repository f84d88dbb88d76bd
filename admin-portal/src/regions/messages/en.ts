const en = {
  regions: {
    title: 'Regions',
    one: 'Region',
    search: 'Search name or code',
    create: 'New region',
    edit: 'Change region',
    empty_title: 'No regions yet',
    empty_detail: 'Regions group municipalities. Begin with one, then add its municipalities.',
    no_municipalities: 'No municipalities in this region',
    field: {
      name: 'Name',
      code: 'Code',
      municipalities: 'Municipalities',
      population: 'Population',
    },
  },
};

export default en;
