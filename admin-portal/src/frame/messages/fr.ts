import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  nav: {
    now: 'Maintenant',
    network: 'Réseau',
    insight: 'Analyse',
    govern: 'Gouvernance',
  },
  frame: {
    skip: 'Aller au contenu',
    navigation: 'Navigation principale',
    menu: 'Ouvrir la navigation',
    fold: 'Replier la navigation',
    unfold: 'Déplier la navigation',
    range: 'Période',
  },
  range: {
    '1h': 'Dernière heure',
    '6h': '6 dernières heures',
    '24h': '24 dernières heures',
    '7d': '7 derniers jours',
    '30d': '30 derniers jours',
  },
  scope: {
    label: 'Commune',
    all: 'Toutes les communes',
    find: 'Chercher une commune',
    none: 'Aucune commune ne porte ce nom',
  },
  live: {
    live: 'En direct',
    connecting: 'Connexion',
    lost: 'Pas en direct, données de %{time}',
    never: 'Pas en direct',
    retry: 'Connexion perdue. Une nouvelle tentative se fait seule ; appuyez pour essayer tout de suite.',
    hint: 'Valeurs et alarmes se mettent à jour dès leur arrivée',
  },
  user: {
    menu: 'Compte de %{name}',
    account: 'Compte et sécurité',
    shortcuts: 'Raccourcis clavier',
    theme: 'Thème',
    density: 'Densité',
    language: 'Langue',
    sign_out: 'Se déconnecter',
  },
  theme: {
    light: 'Clair',
    dark: 'Sombre',
    system: 'Système',
  },
  density: {
    comfortable: 'Confortable',
    compact: 'Compacte',
  },
  help: {
    title: 'Raccourcis clavier',
    open: 'Afficher les raccourcis',
    everywhere: 'Partout',
    go_to: 'Aller à',
    this_page: 'Sur cette page',
  },
};

export default fr;
