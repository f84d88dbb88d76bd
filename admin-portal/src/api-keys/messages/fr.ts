import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  api_keys: {
    title: 'Clés d’API',
    one: 'Clé d’API',
    search: 'Chercher un nom',
    create: 'Nouvelle clé d’API',
    empty_title: 'Pas encore de clés d’API',
    empty_detail: 'Une clé permet à un programme d’utiliser l’API avec les droits d’un rôle.',
    name_help: 'Pour quel programme ?',
    role_help: 'Donnez le plus petit rôle qui suffit',
    expires_help: 'Vide : 90 jours. Au plus 366 jours',
    state: {
      active: 'Active',
      expired: 'Expirée',
      revoked: 'Révoquée',
    },
    revoke: 'Révoquer',
    revoke_title: 'Révoquer %{name} ?',
    revoke_detail: 'Les programmes qui l’utilisent sont refusés aussitôt. Cette action est définitive.',
    revoked: 'Clé révoquée',
    secret_title: 'Secret de la clé d’API',
    secret_detail: 'Envoyez-le comme jeton « bearer » avec chaque requête.',
    secret: 'Secret',
    header: 'En-tête HTTP',
    field: {
      name: 'Nom',
      role: 'Rôle',
      scope: 'Portée',
      state: 'Statut',
      last_used: 'Dernier usage',
      expires: 'Expire',
    },
  },
};

export default fr;
