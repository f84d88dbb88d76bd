import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  account: {
    title: 'الحساب والأمان',
    password: 'كلمة المرور',
    password_changed: 'تغيرت كلمة المرور وانتهت الجلسات الأخرى.',
    mfa: 'العامل الثاني',
    mfa_on: 'مفعّل',
    mfa_off: 'معطّل',
    mfa_note: 'مع تطبيق المصادقة لا تكفي كلمة مرور مسروقة لفتح حسابك.',
    mfa_advised: 'حقوقك تستدعي عاملًا ثانيًا. يرجى إعداده.',
    mfa_begin: 'إعداد تطبيق المصادقة',
    mfa_scan: 'امسح الرمز بتطبيقك أو اكتب السر، ثم أدخل الأرقام الستة.',
    mfa_qr: 'رمز QR لتطبيق المصادقة',
    mfa_secret: 'السر',
    mfa_confirm: 'تأكيد',
    mfa_remove: 'إزالة العامل الثاني',
    recovery_title: 'رموز الاسترداد',
    recovery_detail: 'كل منها يعمل مرة بدل الرمز حين لا يتوفر التطبيق.',
    recovery_codes: 'رموز الاسترداد',
    sessions: 'الجلسات',
    session_device: 'أين',
    session_unknown: 'برنامج غير معروف',
    session_current: 'هذه',
    session_used: 'آخر استخدام',
    session_since: 'منذ',
    session_end: 'إنهاء',
    session_ended: 'انتهت الجلسة',
    sign_out_everywhere: 'الخروج من كل مكان',
  },
};

export default ar;
