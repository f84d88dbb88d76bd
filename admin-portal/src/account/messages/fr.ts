import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const fr: Translated<typeof en> = {
  account: {
    title: 'Compte et sécurité',
    password: 'Mot de passe',
    password_changed: 'Mot de passe changé. Les autres sessions sont fermées.',
    mfa: 'Second facteur',
    mfa_on: 'Actif',
    mfa_off: 'Inactif',
    mfa_note: 'Avec une application d’authentification, un mot de passe volé ne suffit pas.',
    mfa_advised: 'Vos droits appellent un second facteur. Merci d’en configurer un.',
    mfa_begin: 'Configurer une application',
    mfa_scan: 'Scannez le code avec votre application, ou saisissez le secret. Entrez ensuite les six chiffres.',
    mfa_qr: 'Code QR pour l’application',
    mfa_secret: 'Secret',
    mfa_confirm: 'Confirmer',
    mfa_remove: 'Retirer le second facteur',
    recovery_title: 'Codes de secours',
    recovery_detail: 'Chacun remplace un code une fois, si l’application n’est pas à portée.',
    recovery_codes: 'Codes de secours',
    sessions: 'Sessions',
    session_device: 'Où',
    session_unknown: 'Programme inconnu',
    session_current: 'Celle-ci',
    session_used: 'Dernier usage',
    session_since: 'Depuis',
    session_end: 'Fermer',
    session_ended: 'Session fermée',
    sign_out_everywhere: 'Se déconnecter partout',
  },
};

export default fr;
