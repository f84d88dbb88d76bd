import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  devices: {
    title: 'Appareils',
    one: 'Appareil',
    search: 'Chercher un nom',
    create: 'Nouvel appareil',
    edit: 'Modifier l’appareil',
    empty_title: 'Pas encore d’appareils',
    empty_detail: 'Un appareil envoie les mesures de ses capteurs. Sa création montre une fois son identifiant secret.',
    never_seen: 'Jamais vu',
    delete_detail:
      'Ses identifiants cessent de fonctionner ; ses capteurs restent, sans appareil. Cette action est définitive.',
    connection: {
      online: 'En ligne',
      offline: 'Hors ligne',
      unknown: 'Inconnu',
      disabled: 'Désactivé',
    },
    status: {
      active: 'Actif',
      disabled: 'Désactivé : ses messages sont refusés',
    },
    ledger: 'Ce qu’il a envoyé',
    to_quarantine: 'Quarantaine',
    nothing_came: 'Rien n’est arrivé sur cette période',
    nothing_came_detail: 'Vérifiez courant, réseau et identifiants, ou choisissez une période plus longue.',
    course: 'Mesures enregistrées dans le temps',
    troubled: 'Minutes où tout n’a pas été enregistré',
    outcome: {
      stored: 'Enregistrées',
      late: 'En retard',
      duplicate: 'En double',
      conflict: 'En conflit',
      quarantined: 'En quarantaine',
      refused: 'Refusés',
    },
    credentials: 'Identifiants',
    rotate: 'Créer un nouvel identifiant',
    rotate_now: 'Créer',
    rotate_detail: 'L’identifiant actuel fonctionne encore un moment, pour changer l’appareil sans interruption.',
    revoke: 'Révoquer tous les identifiants',
    revoke_now: 'Révoquer',
    revoke_detail: 'L’appareil est coupé aussitôt et ne peut plus envoyer sans nouvel identifiant.',
    revoked: 'Identifiants révoqués',
    earlier_until: 'Le précédent fonctionne jusqu’au %{time}.',
    credential_title: 'Identifiants de l’appareil',
    credential_detail:
      'Pour MQTT, l’id sert de nom d’utilisateur et d’id client, le jeton de mot de passe. Pour HTTP, envoyez l’en-tête.',
    credential_user: 'Nom d’utilisateur et id client',
    credential_token: 'Jeton',
    credential_topic: 'Sujet MQTT',
    credential_header: 'En-tête HTTP',
    codec_help: 'Transforme les octets qu’il envoie en mesures ; nécessaire pour LoRaWAN.',
    codec: {
      'cayenne-lpp': 'Cayenne LPP',
    },
    field: {
      id: 'Id',
      name: 'Nom',
      protocol: 'Protocole',
      status: 'Statut',
      connection: 'Connexion',
      last_seen: 'Vu',
      battery: 'Batterie',
      signal: 'Signal',
      firmware: 'Micrologiciel',
      codec: 'Codec',
    },
  },
};

export default fr;
