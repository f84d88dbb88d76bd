import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  users: {
    title: 'Utilisateurs',
    one: 'Utilisateur',
    search: 'Chercher un nom',
    create: 'Nouvel utilisateur',
    edit: 'Modifier l’utilisateur',
    empty_title: 'Pas encore d’utilisateurs',
    empty_detail: 'Chaque personne reçoit son propre compte, avec les rôles nécessaires.',
    all_roles: 'Tous les rôles',
    sign_in: 'Connexion',
    never: 'Jamais',
    must_change: 'À changer à la prochaine connexion',
    region_of: 'Région %{name}',
    roles_help: 'Vous ne pouvez donner que ce que vous avez',
    home_help: 'Cette personne voit ceci et tout ce qui en dépend',
    status: {
      active: 'Actif',
      disabled: 'Désactivé',
    },
    reset: 'Réinitialiser le mot de passe',
    end_sessions: 'Fermer toutes les sessions',
    disable: 'Désactiver',
    enable: 'Activer',
    ask: {
      reset: 'Réinitialiser le mot de passe de %{name} ?',
      sessions: 'Fermer toutes les sessions de %{name} ?',
      disable: 'Désactiver %{name} ?',
    },
    confirm: {
      reset: 'Réinitialiser',
      sessions: 'Fermer les sessions',
      disable: 'Désactiver',
    },
    detail: {
      reset:
        'Un mot de passe à usage unique est créé et montré une fois. Les sessions se ferment ; le second facteur reste.',
      sessions: 'La personne est déconnectée partout et peut se reconnecter.',
      disable: 'La personne est déconnectée et ne peut plus entrer avant d’être réactivée.',
    },
    sessions_ended: 'Sessions fermées',
    delete_detail: 'Le compte est supprimé ; ses actes restent dans le journal d’audit. Cette action est définitive.',
    password_title: 'Mot de passe à usage unique',
    password_detail: 'Remettez-le en personne ou par téléphone. Il devra être remplacé à la première connexion.',
    one_time_password: 'Mot de passe à usage unique',
    field: {
      username: 'Nom d’utilisateur',
      display_name: 'Nom',
      email: 'E-mail',
      roles: 'Rôles',
      home: 'Périmètre',
      status: 'Statut',
      locale: 'Langue',
      last_login: 'Dernière connexion',
      mfa: 'Second facteur',
      password: 'Mot de passe',
    },
  },
};

export default fr;
