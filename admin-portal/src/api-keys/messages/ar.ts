import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  api_keys: {
    title: 'مفاتيح الواجهة',
    one: 'مفتاح الواجهة',
    search: 'البحث عن اسم',
    create: 'مفتاح جديد',
    empty_title: 'لا مفاتيح بعد',
    empty_detail: 'يتيح المفتاح لبرنامج استخدام الواجهة بحقوق دور واحد.',
    name_help: 'لأي برنامج؟',
    role_help: 'امنح أصغر دور يكفي',
    expires_help: 'فارغ: 90 يومًا. 366 يومًا على الأكثر',
    state: {
      active: 'فعال',
      expired: 'منتهٍ',
      revoked: 'ملغى',
    },
    revoke: 'إلغاء',
    revoke_title: 'إلغاء %{name}؟',
    revoke_detail: 'تُرفض البرامج التي تستخدمه فورًا. لا يمكن التراجع عن هذا.',
    revoked: 'أُلغي المفتاح',
    secret_title: 'سر المفتاح',
    secret_detail: 'أرسله رمزًا حاملًا مع كل طلب.',
    secret: 'السر',
    header: 'ترويسة HTTP',
    field: {
      name: 'الاسم',
      role: 'الدور',
      scope: 'المدى',
      state: 'الحالة',
      last_used: 'آخر استخدام',
      expires: 'ينتهي',
    },
  },
};

export default ar;
