import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  models: {
    title: 'Modèles',
    note: "Ce qui est habituel pour un capteur ou un secteur, appris de ses mesures ; l'inhabituel déclenche des alarmes",
    search: 'Chercher des capteurs et des secteurs',
    all_states: 'Tous les états',
    all_kinds: 'Capteurs et secteurs',
    create: 'Entraîner un modèle',
    create_detail:
      "Le modèle apprend des mesures enregistrées, en arrière-plan. Il ne déclenche aucune alarme avant qu'une version soit mise en service.",
    empty_title: "Aucun modèle n'a encore été entraîné",
    empty_detail:
      "Un modèle apprend les heures, les jours, les saisons et les voisins d'un capteur, ou plusieurs capteurs d'un secteur ensemble.",
    train: 'Entraîner',
    train_again: 'Entraîner une nouvelle version',
    training: 'Entraînement',
    training_failed: 'Le dernier entraînement a échoué : %{reason}',
    settings: 'Réglages',
    delete_detail:
      'Ses versions et détections disparaissent et ses alarmes se terminent. Les avis des opérateurs restent.',
    drifted:
      'Beaucoup de mesures de la semaine passée sortent de l’ordinaire : le capteur a peut-être changé. Entraînez une nouvelle version.',
    quality: 'Qualité du modèle',
    not_measured: 'Non mesurée',
    not_measured_detail:
      "Il y avait trop peu de mesures pour l'évaluer. Entraînez-le de nouveau quand il y en aura plus.",
    note_f1: 'Les deux en un chiffre',
    note_precision: 'De ses alarmes, combien sont vraies',
    note_recall: 'Des anomalies, combien il trouve',
    found_of: '%{found} sur %{injected} trouvées',
    false_alarms: 'Fausses alarmes en 30 jours',
    delay: "Temps médian jusqu'à l'alarme",
    drift: 'Mesures inhabituelles de la semaine passée',
    next_training: 'Prochain entraînement',
    versions: 'Versions',
    no_versions: 'Aucune version pour le moment',
    promote: 'Mettre en service',
    promoted: 'La version est en service',
    shadow: 'Essayer en parallèle',
    shadowed: 'La version note en parallèle, sans alarmes',
    end_shadow: "Terminer l'essai",
    shadow_ended: "L'essai est terminé",
    rollback: 'Revenir en arrière',
    rolled_back: 'La version précédente est de nouveau en service',
    compare: 'Comparer',
    comparison: 'Version %{first} à côté de la version %{second}',
    agreement:
      'Les deux voient une alarme dans %{both} mesures, seule la première dans %{first}, seule la seconde dans %{second}',
    overlaps:
      "Une version a appris d'une partie de ces mesures : elle paraît meilleure ici que sur des mesures nouvelles.",
    detections: "Ce qu'il a trouvé",
    no_detections: "Rien d'inhabituel",
    no_detections_detail: "Le modèle n'a rien trouvé depuis sa mise en service.",
    not_at_work: "Aucune version n'est en service. Mettez-en une en service, ou essayez-la en parallèle.",
    goes_on: 'En cours',
    over: 'Terminée',
    score: 'Note %{score}',
    by_version: 'Version %{version}',
    when: 'Un %{day} vers %{clock}',
    when_holiday: 'Un jour férié vers %{clock}',
    kind: { sensor: 'Capteur', zone: 'Secteur' },
    state: {
      untrained: 'Non entraîné',
      training: 'En entraînement',
      candidate: 'Entraîné',
      shadow: "À l'essai",
      active: 'En service',
      retired: 'Retiré',
      failed: 'Échoué',
    },
    step: {
      waiting: "En attente d'un processus libre",
      reading: 'Lecture de son historique',
      learning: 'Apprentissage',
      storing: 'Enregistrement',
      done: 'Terminé',
    },
    measured: {
      injected:
        "Évalué sur %{samples} périodes dont il n'avait pas appris, avec des anomalies introduites dans %{positives} d'entre elles.",
      feedback:
        'Évalué sur ce que les opérateurs ont dit de %{samples} périodes, dont %{positives} avec une vraie alarme.',
    },
    injected: {
      spike: "Pics d'une mesure",
      shift: 'Décalages de six heures',
      drift: 'Dérives de deux jours',
      stuck: 'Douze heures sans variation',
    },
    field: {
      scope: 'Capteur ou secteur',
      state: 'État',
      f1: 'F1',
      precision: 'Précision',
      recall: 'Rappel',
      accuracy: 'Exactitude',
      samples: 'Mesures apprises',
      trained: 'Dernier entraînement',
      version: 'Version',
      window: 'A appris de',
      detections: 'Trouvées',
      actions: 'Actions',
    },
    compared: {
      f1: 'F1 sur anomalies introduites',
      recall: 'Rappel',
      alarms: 'Alarmes',
      error: 'Écart moyen',
      readings: 'Mesures',
    },
    reason_of: { manual: 'sur demande', schedule: 'selon le calendrier', drift: 'après un changement' },
    promotion: {
      manual: "Quelqu'un met en service les nouvelles versions",
      if_better: "D'elle-même si elle n'est pas moins bonne",
    },
    setting: {
      windowDays: 'Jours dont apprendre',
      daysPerFalseAlarm: 'Jours par fausse alarme',
      priority: 'Priorité de ses alarmes',
      everyDays: 'Entraîner de nouveau tous les tant de jours',
      onDrift: 'Entraîner de nouveau quand les mesures ont changé',
      promote: 'Nouvelles versions',
    },
    help: {
      windowDays: "De 7 à 1100, en remontant d'aujourd'hui",
      daysPerFalseAlarm: 'Plus de jours : plus silencieux et moins sensible',
      everyDays: 'Vide : jamais de lui-même',
    },
    reason: {
      time_of_week: '%{when}, environ %{expected} est habituel ; %{seen} a été vu.',
      time_of_week_sustained:
        "Depuis des heures les mesures s'écartent d'un côté de ce qui est habituel à ce moment de la semaine, environ %{expected} maintenant ; %{seen} a été vu.",
      recent: 'Après les mesures précédentes, environ %{expected} était attendu ; %{seen} a été vu.',
      neighbours: 'À côté de %{neighbours}, environ %{expected} était attendu ; %{seen} a été vu.',
      neighbours_sustained:
        "Depuis des heures les mesures s'écartent de ce qui va avec %{neighbours}, environ %{expected} maintenant ; %{seen} a été vu.",
      season: "La période de l'année déplace l'attendu de %{effect}.",
      level: "Les derniers jours déplacent l'attendu de %{effect}.",
      neighbour: "%{name} indique %{seen} là où %{expected} est habituel, ce qui déplace l'attendu de %{effect}.",
      relation: '%{name} ne va pas avec les autres capteurs : %{expected} était attendu, %{seen} a été vu.',
      left_level: '%{name} a quitté son propre niveau récent de %{expected} : %{seen} a été vu.',
      changed_constant: "%{name} a changé alors qu'il ne l'avait jamais fait, de %{expected} à %{seen}.",
    },
    verdict: { true: 'Vraie alarme', false: 'Fausse alarme' },
  },
  alarms: {
    feedback: {
      title: 'Était-ce une vraie alarme ?',
      true: 'Vraie alarme',
      false: 'Fausse alarme',
      help: 'Ce que vous dites instruit les modèles.',
    },
  },
};

export default fr;
