import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  palette: {
    open: 'بحث',
    placeholder: 'ابحث عن مستشعرات وأصول وبلديات وصفحات',
    pages: 'الصفحات',
    actions: 'الإجراءات',
    nothing: 'لا توجد نتائج',
    searching: 'جارٍ البحث',
    kind: {
      sensor: 'المستشعرات',
      asset: 'الأصول',
      municipality: 'البلديات',
      device: 'الأجهزة',
      zone: 'المناطق',
    },
    hint_move: 'للتنقل',
    hint_open: 'للفتح',
    hint_close: 'للإغلاق',
    theme_dark: 'التبديل إلى الداكن',
    theme_light: 'التبديل إلى الفاتح',
    density_compact: 'التبديل إلى المضغوطة',
    density_comfortable: 'التبديل إلى المريحة',
  },
};

export default ar;
