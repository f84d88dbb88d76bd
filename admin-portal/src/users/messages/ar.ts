import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  users: {
    title: 'المستخدمون',
    one: 'المستخدم',
    search: 'البحث عن اسم',
    create: 'مستخدم جديد',
    edit: 'تعديل المستخدم',
    empty_title: 'لا مستخدمين بعد',
    empty_detail: 'يحصل كل شخص على حساب خاص به بالأدوار التي يحتاجها.',
    all_roles: 'كل الأدوار',
    sign_in: 'تسجيل الدخول',
    never: 'أبدًا',
    must_change: 'يجب تغييرها عند الدخول القادم',
    region_of: 'إقليم %{name}',
    roles_help: 'لا تمنح إلا ما لديك',
    home_help: 'يرى هذا وكل ما تحته',
    status: {
      active: 'فعال',
      disabled: 'معطل',
    },
    reset: 'إعادة تعيين كلمة المرور',
    end_sessions: 'إنهاء كل الجلسات',
    disable: 'تعطيل',
    enable: 'تفعيل',
    ask: {
      reset: 'إعادة تعيين كلمة مرور %{name}؟',
      sessions: 'إنهاء كل جلسات %{name}؟',
      disable: 'تعطيل %{name}؟',
    },
    confirm: {
      reset: 'إعادة تعيين',
      sessions: 'إنهاء الجلسات',
      disable: 'تعطيل',
    },
    detail: {
      reset: 'تُنشأ كلمة مرور لمرة واحدة وتُعرض عليك مرة. تنتهي كل الجلسات ويبقى العامل الثاني.',
      sessions: 'يُخرج الشخص من كل مكان ويمكنه الدخول من جديد.',
      disable: 'يُخرج الشخص ولا يمكنه الدخول حتى يُفعَّل من جديد.',
    },
    sessions_ended: 'انتهت كل الجلسات',
    delete_detail: 'يُحذف الحساب وتبقى أفعاله في سجل التدقيق. لا يمكن التراجع عن هذا.',
    password_title: 'كلمة مرور لمرة واحدة',
    password_detail: 'سلّمها شخصيًا أو بالهاتف. يجب تغييرها عند أول دخول.',
    one_time_password: 'كلمة مرور لمرة واحدة',
    field: {
      username: 'اسم المستخدم',
      display_name: 'الاسم',
      email: 'البريد',
      roles: 'الأدوار',
      home: 'النطاق',
      status: 'الحالة',
      locale: 'اللغة',
      last_login: 'آخر دخول',
      mfa: 'العامل الثاني',
      password: 'كلمة المرور',
    },
  },
};

export default ar;
