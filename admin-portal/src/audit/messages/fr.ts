import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  audit: {
    title: 'Audit',
    note: 'Qui a fait quoi, quand et d’où',
    search_actor: 'Chercher une personne',
    all_objects: 'Tous les objets',
    all_results: 'Tous les résultats',
    from: 'Du',
    to: 'Au',
    empty: 'Rien d’enregistré pour l’instant',
    export: 'Exporter',
    changes: 'Ce qui a changé',
    no_changes: 'Rien n’a été changé',
    diff: {
      field: 'Champ',
      before: 'Avant',
      after: 'Après',
    },
    actor: {
      user: 'Utilisateur',
      apiKey: 'Clé d’API',
      system: 'Plateforme',
      anonymous: 'Non connecté',
    },
    result: {
      done: 'Fait',
      denied: 'Refusé',
      failed: 'Échoué',
    },
    fault: {
      altered: 'la ligne %{row} a été altérée',
      unlinked: 'la ligne %{row} ne suit pas la précédente',
      missing: 'la ligne %{row} manque',
      rewritten: 'réécrite à partir de la ligne %{row}',
    },
    verify: {
      whole: 'Le journal est intègre',
      broken: 'Le journal n’est pas fiable',
      running: 'Vérification du journal',
      failed: 'Le journal n’a pu être vérifié',
      now: 'Vérifier maintenant',
      counts: '%{rows} lignes dans %{chains} chaîne |||| %{rows} lignes dans %{chains} chaînes',
      checked: 'vérifié',
      sealed: 'dernier scellé',
      unsealed: 'pas encore de scellé',
    },
    field: {
      action: 'Action',
      actor: 'Qui',
      time: 'Quand',
      scope: 'Où',
      ip: 'Adresse',
      result: 'Résultat',
      object: 'Objet',
      reason: 'Motif',
      request: 'Requête',
      seq: 'Place dans la chaîne',
      hash: 'Empreinte',
      prev_hash: 'Empreinte de la ligne précédente',
    },
  },
};

export default fr;
