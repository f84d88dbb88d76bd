import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  overview: {
    title: 'Vue d’ensemble',
    headline:
      '%{count} alarme de priorité %{priority} dans %{places} |||| %{count} alarmes de priorité %{priority} dans %{places}',
    headline_one:
      '%{count} alarme de priorité %{priority} active |||| %{count} alarmes de priorité %{priority} actives',
    headline_quiet: 'Aucune alarme active',
    places: '%{count} commune |||| %{count} communes',
    back: 'Revenir à toutes les communes',
    active_alarms: 'Alarmes actives',
    last_hour: '%{count} cette heure',
    alarm_trend: 'Alarmes par heure, 24 dernières heures',
    unacknowledged: 'Non acquittées',
    waiting: 'Personne ne les a prises',
    none_waiting: 'Toutes ont été vues',
    of: 'sur %{count}',
    sensors: 'Capteurs actifs',
    sensors_missing: '%{count} capteur ne transmet pas |||| %{count} capteurs ne transmettent pas',
    devices: 'Appareils en ligne',
    devices_missing: '%{count} appareil hors ligne |||| %{count} appareils hors ligne',
    complete: 'Tous',
    readings: 'Relevés',
    per_minute: 'par minute',
    readings_change: '%{change} par rapport à la dernière heure',
    reading_trend: 'Relevés par minute, dernière heure',
    map_nation: 'Communes selon leur pire alarme',
    map_municipality: 'Zones et alarmes actives',
    open_map: 'Carte en direct',
    area: '%{name} : %{count} alarme active |||| %{name} : %{count} alarmes actives',
    attention: 'Demande attention',
    all_alarms: 'Toutes les alarmes',
    owner: 'chez %{name}',
    quiet: 'Rien ne demande attention',
    quiet_detail: 'Les nouvelles alarmes s’affichent ici dès leur apparition.',
    ranking: 'Communes, les pires d’abord',
    municipality: 'Commune',
    reporting: 'Transmettent',
  },
};

export default fr;
