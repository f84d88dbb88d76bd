import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  nav: {
    now: 'الآن',
    network: 'الشبكة',
    insight: 'تحليل',
    govern: 'الإدارة',
  },
  frame: {
    skip: 'الانتقال إلى المحتوى',
    navigation: 'التنقل الرئيسي',
    menu: 'فتح قائمة التنقل',
    fold: 'طي قائمة التنقل',
    unfold: 'توسيع قائمة التنقل',
    range: 'الفترة الزمنية',
  },
  range: {
    '1h': 'الساعة الأخيرة',
    '6h': 'آخر 6 ساعات',
    '24h': 'آخر 24 ساعة',
    '7d': 'آخر 7 أيام',
    '30d': 'آخر 30 يومًا',
  },
  scope: {
    label: 'البلدية',
    all: 'كل البلديات',
    find: 'البحث عن بلدية',
    none: 'لا توجد بلدية بهذا الاسم',
  },
  live: {
    live: 'مباشر',
    connecting: 'جارٍ الاتصال',
    lost: 'غير مباشر، البيانات من %{time}',
    never: 'غير مباشر',
    retry: 'انقطع الاتصال. تُعاد المحاولة تلقائيًا؛ اضغط للمحاولة الآن.',
    hint: 'تتحدث القيم والإنذارات فور وصولها',
  },
  user: {
    menu: 'حساب %{name}',
    account: 'الحساب والأمان',
    shortcuts: 'اختصارات لوحة المفاتيح',
    theme: 'المظهر',
    density: 'الكثافة',
    language: 'اللغة',
    sign_out: 'تسجيل الخروج',
  },
  theme: {
    light: 'فاتح',
    dark: 'داكن',
    system: 'النظام',
  },
  density: {
    comfortable: 'مريحة',
    compact: 'مضغوطة',
  },
  help: {
    title: 'اختصارات لوحة المفاتيح',
    open: 'عرض الاختصارات',
    everywhere: 'في كل مكان',
    go_to: 'الانتقال إلى',
    this_page: 'في هذه الصفحة',
  },
};

export default ar;
