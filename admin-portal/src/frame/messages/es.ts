import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  nav: {
    now: 'Ahora',
    network: 'Red',
    insight: 'Análisis',
    govern: 'Gobierno',
  },
  frame: {
    skip: 'Ir al contenido',
    navigation: 'Navegación principal',
    menu: 'Abrir la navegación',
    fold: 'Plegar la navegación',
    unfold: 'Desplegar la navegación',
    range: 'Periodo',
  },
  range: {
    '1h': 'Última hora',
    '6h': 'Últimas 6 horas',
    '24h': 'Últimas 24 horas',
    '7d': 'Últimos 7 días',
    '30d': 'Últimos 30 días',
  },
  scope: {
    label: 'Municipio',
    all: 'Todos los municipios',
    find: 'Buscar un municipio',
    none: 'Ningún municipio tiene ese nombre',
  },
  live: {
    live: 'En vivo',
    connecting: 'Conectando',
    lost: 'Sin conexión en vivo, datos de las %{time}',
    never: 'Sin conexión en vivo',
    retry: 'Se perdió la conexión. Se reintenta automáticamente; pulse para reintentar ahora.',
    hint: 'Los valores y las alarmas se actualizan al llegar',
  },
  user: {
    menu: 'Cuenta de %{name}',
    account: 'Cuenta y seguridad',
    shortcuts: 'Atajos de teclado',
    theme: 'Tema',
    density: 'Densidad',
    language: 'Idioma',
    sign_out: 'Cerrar sesión',
  },
  theme: {
    light: 'Claro',
    dark: 'Oscuro',
    system: 'Sistema',
  },
  density: {
    comfortable: 'Amplia',
    compact: 'Compacta',
  },
  help: {
    title: 'Atajos de teclado',
    open: 'Mostrar los atajos',
    everywhere: 'En todas partes',
    go_to: 'Ir a',
    this_page: 'En esta página',
  },
};

export default es;
