import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  auth: {
    title: 'تسجيل الدخول',
    username: 'اسم المستخدم',
    password: 'كلمة المرور',
    sign_in: 'تسجيل الدخول',
    show_password: 'إظهار كلمة المرور',
    hide_password: 'إخفاء كلمة المرور',
    code_title: 'أدخل الرمز',
    code_hint: 'افتح تطبيق المصادقة وأدخل الأرقام الستة، أو استخدم رمز استرداد.',
    code: 'الرمز',
    verify: 'تحقق',
    change_title: 'اختر كلمة مرورك',
    change_hint: 'أُنشئت كلمة المرور الحالية لدخولك الأول. استبدلها للمتابعة.',
    current_password: 'كلمة المرور الحالية',
    new_password: 'كلمة المرور الجديدة',
    repeat_password: 'كلمة المرور الجديدة مرة أخرى',
    password_rule: '%{length} حرفًا على الأقل',
    passwords_differ: 'الإدخالان مختلفان',
    change: 'تغيير كلمة المرور',
    signed_out: 'تم تسجيل خروجك',
    session_over: 'انتهت جلستك. سجّل الدخول من جديد.',
    tagline: 'مراقبة شبكات المياه',
    advice: 'احمِ حسابك بعامل ثانٍ',
    advice_action: 'تفعيله',
    enrol_title: 'احمِ حسابك',
    enrol_hint: 'يتطلب دورك عاملًا ثانيًا. امسح الرمز بتطبيق مصادقة ثم أدخل الأرقام الستة التي يعرضها.',
    enrol_secret: 'أو أدخل هذا المفتاح في التطبيق',
    enrol_codes_title: 'احفظ رموز الاسترداد',
    enrol_codes_hint: 'يعمل كل رمز مرة واحدة حين لا يكون التطبيق في متناولك. لن تُعرض مرة أخرى.',
    enrol_done: 'حفظتها',
  },
};

export default ar;
