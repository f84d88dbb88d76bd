const en = {
  palette: {
    open: 'Search',
    placeholder: 'Find sensors, assets, municipalities, pages',
    pages: 'Pages',
    actions: 'Actions',
    nothing: 'Nothing found',
    searching: 'Searching',
    kind: {
      sensor: 'Sensors',
      asset: 'Assets',
      municipality: 'Municipalities',
      device: 'Devices',
      zone: 'Zones',
    },
    hint_move: 'to move',
    hint_open: 'to open',
    hint_close: 'to close',
    theme_dark: 'Switch to dark',
    theme_light: 'Switch to light',
    density_compact: 'Switch to compact',
    density_comfortable: 'Switch to comfortable',
  },
};

export default en;
