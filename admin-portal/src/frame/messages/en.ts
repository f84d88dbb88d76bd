const en = {
  nav: {
    now: 'Now',
    network: 'Network',
    insight: 'Insight',
    govern: 'Govern',
  },
  frame: {
    skip: 'Skip to content',
    navigation: 'Main navigation',
    menu: 'Open navigation',
    fold: 'Fold navigation',
    unfold: 'Unfold navigation',
    range: 'Time range',
  },
  range: {
    '1h': 'Last hour',
    '6h': 'Last 6 hours',
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
  },
  scope: {
    label: 'Municipality',
    all: 'All municipalities',
    find: 'Find a municipality',
    none: 'No municipality has this name',
  },
  live: {
    live: 'Live',
    connecting: 'Connecting',
    lost: 'Not live, data from %{time}',
    never: 'Not live',
    retry: 'Connection lost. It is tried again by itself; press to try now.',
    hint: 'Values and alarms update as they arrive',
  },
  user: {
    menu: 'Account of %{name}',
    account: 'Account and security',
    shortcuts: 'Keyboard shortcuts',
    theme: 'Theme',
    density: 'Density',
    language: 'Language',
    sign_out: 'Sign out',
  },
  theme: {
    light: 'Light',
    dark: 'Dark',
    system: 'System',
  },
  density: {
    comfortable: 'Comfortable',
    compact: 'Compact',
  },
  help: {
    title: 'Keyboard shortcuts',
    open: 'Show shortcuts',
    everywhere: 'Everywhere',
    go_to: 'Go to',
    this_page: 'On this page',
  },
};

export default en;
