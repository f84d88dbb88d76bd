import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  municipalities: {
    title: 'Communes',
    one: 'Commune',
    search: 'Chercher un nom ou un code',
    create: 'Nouvelle commune',
    edit: 'Modifier la commune',
    empty_title: 'Pas encore de communes',
    empty_detail: 'Une commune possède son réseau, ses appareils, ses capteurs et ses utilisateurs.',
    inhabitants: '%{count} habitants',
    unacknowledged: '%{count} non acquittées',
    to_map: 'Voir sur la carte',
    delete_detail:
      'Seule une commune sans réseau, appareils ni utilisateurs peut être supprimée. Cette action est définitive.',
    field: {
      name: 'Nom',
      code: 'Code',
      region: 'Région',
      population: 'Population',
      time_zone: 'Fuseau horaire',
      center: 'Centre',
      alarms: 'Alarmes actives',
      reporting: 'Capteurs actifs',
      devices: 'Appareils en ligne',
      rate: 'Mesures par minute',
    },
    import: {
      open: 'Importer un réseau',
      title: 'Importer un réseau dans %{name}',
      choose: 'Choisir un fichier EPANET',
      no_file: 'Aucun fichier choisi (.inp)',
      too_long: 'Le fichier dépasse 15 Mo. Divisez d’abord le réseau.',
      place: 'Où se trouve le réseau',
      place_help:
        'Cliquez là où se trouve le milieu du réseau, ou saisissez la position. Les coordonnées de ces fichiers sont rarement géographiques.',
      anchor: 'Milieu du réseau',
      scale: 'Mètres par unité',
      scale_help: '1 si le dessin est en mètres, 0.3048 en pieds',
      rotation: 'Rotation',
      rotation_help: 'Degrés dans le sens horaire',
      zone: 'Nom d’une nouvelle zone',
      zone_help: 'Vide : aucune zone n’est créée',
      replace: 'Remplacer ce qui a été importé dans cette zone',
      check: 'Essayer sans enregistrer',
      go: 'Importer',
      trial: 'Ceci est un essai : rien n’est encore enregistré. Voyez sur la carte où sera le réseau.',
      removed: 'Retirés d’abord',
      warnings: '%{smart_count} remarque |||| %{smart_count} remarques',
      done: 'Réseau importé',
    },
  },
};

export default fr;
