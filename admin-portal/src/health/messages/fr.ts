import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  health: {
    title: 'Santé',
    all_up: 'Tout ce dont la plateforme a besoin fonctionne',
    faulty: '%{count} élément demande attention |||| %{count} éléments demandent attention',
    dependencies: 'Ce dont dépend la plateforme',
    dependency: {
      database: 'Base de données',
      postgis: 'Extension spatiale',
      spatialIndex: 'Index spatial',
      redis: 'Redis',
      cache: 'Cache',
      jobs: 'Travaux de fond',
      broker: 'Courtier de messages',
      mqtt: 'Courtier de messages',
      ingest: 'Réception des relevés',
      migrations: 'Schéma de la base',
      partitions: 'Partitions des relevés',
      disk: 'Disque',
      events: 'Événements',
    },
    status: {
      up: 'En marche',
      degraded: 'Dégradé',
      down: 'En panne',
    },
    queues: 'Files',
    store: {
      postgresql: 'dans PostgreSQL',
      redis: 'dans Redis',
    },
    queue: 'File',
    waiting: 'En attente',
    active: 'En cours',
    delayed: 'Prévus',
    failed: 'Échoués',
    jobs: 'Travaux de fond',
    no_jobs: 'Aucun travail de fond',
    job: 'Travail',
    schedule: 'Rythme',
    on_demand: 'À la demande',
    last_run: 'Dernier passage',
    run_failed: 'Échec',
    never: 'Pas récemment',
    took: 'Durée',
    next_run: 'Prochain passage',
  },
};

export default fr;
