import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  quarantine: {
    title: 'Quarantaine',
    note: 'Ce qui est arrivé mais n’a pu être enregistré, avec sa raison',
    empty: 'Rien en quarantaine',
    all_reasons: 'Toutes les raisons',
    all_states: 'Tous les états',
    by_person: 'Envoyé par une personne ou une clé d’API',
    content: {
      json: 'Message (JSON)',
      text: 'Message (texte)',
      bytes: 'Message (octets)',
    },
    status: {
      kept: 'Conservé',
      replayed: 'Rejoué',
      dismissed: 'Écarté',
    },
    reason: {
      unreadable: 'Illisible',
      malformed: 'Forme incorrecte',
      oversized: 'Trop grand',
      too_many: 'Trop de mesures',
      too_deep: 'Trop imbriqué',
      empty: 'Vide',
      bad_sensor: 'Nom de capteur incorrect',
      unknown_sensor: 'Capteur inconnu',
      foreign_sensor: 'Capteur d’une autre commune',
      bad_value: 'Valeur inutilisable',
      missing_unit: 'Unité manquante',
      wrong_unit: 'Unité inadaptée',
      bad_time: 'Heure illisible',
      clock_not_set: 'Horloge de l’appareil non réglée',
      future: 'Heure future',
      too_old: 'Plus ancien que la durée conservée',
      topic_forbidden: 'Sujet interdit',
      no_partition: 'Pas de place pour cette date',
      not_storable: 'N’a pu être enregistré',
    },
    hint: {
      unknown_sensor: 'Créez un capteur avec ce code, ou corrigez le code dans l’appareil.',
      wrong_unit: 'Réglez dans l’appareil une unité qui mesure la grandeur du capteur.',
      missing_unit: 'Faites envoyer l’unité avec chaque mesure.',
      clock_not_set: 'Réglez l’horloge de l’appareil ; un serveur de temps la maintient.',
      future: 'Vérifiez l’horloge et le fuseau de l’appareil.',
      foreign_sensor: 'L’appareil et ses capteurs doivent être de la même commune.',
      other: 'Comparez le message à ce que demande la documentation de l’API.',
    },
    field: {
      reason: 'Raison',
      received: 'Reçu',
      device: 'Appareil',
      protocol: 'Protocole',
      size: 'Taille',
      status: 'Statut',
    },
  },
};

export default fr;
