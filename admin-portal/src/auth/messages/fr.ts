import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  auth: {
    title: 'Connexion',
    username: 'Identifiant',
    password: 'Mot de passe',
    sign_in: 'Se connecter',
    show_password: 'Afficher le mot de passe',
    hide_password: 'Masquer le mot de passe',
    code_title: 'Saisissez votre code',
    code_hint:
      'Ouvrez votre application d’authentification et saisissez les six chiffres, ou utilisez un code de secours.',
    code: 'Code',
    verify: 'Vérifier',
    change_title: 'Choisissez votre mot de passe',
    change_hint: 'Le mot de passe actuel a été créé pour votre première connexion. Remplacez-le pour continuer.',
    current_password: 'Mot de passe actuel',
    new_password: 'Nouveau mot de passe',
    repeat_password: 'Nouveau mot de passe, encore une fois',
    password_rule: 'Au moins %{length} caractères',
    passwords_differ: 'Les deux saisies diffèrent',
    change: 'Changer le mot de passe',
    signed_out: 'Vous êtes déconnecté',
    session_over: 'Votre session est terminée. Reconnectez-vous.',
    tagline: 'Surveillance des réseaux d’eau',
    advice: 'Protégez votre compte par un second facteur',
    advice_action: 'L’activer',
    enrol_title: 'Protégez votre compte',
    enrol_hint:
      'Votre rôle exige un second facteur. Lisez le code avec une application d’authentification, puis saisissez les six chiffres affichés.',
    enrol_secret: 'Ou saisissez cette clé dans l’application',
    enrol_codes_title: 'Conservez vos codes de secours',
    enrol_codes_hint: 'Chacun sert une fois, quand l’application n’est pas à portée. Ils ne seront plus affichés.',
    enrol_done: 'Je les ai conservés',
  },
};

export default fr;
