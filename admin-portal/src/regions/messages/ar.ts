import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  regions: {
    title: 'الأقاليم',
    one: 'الإقليم',
    search: 'البحث عن اسم أو رمز',
    create: 'إقليم جديد',
    edit: 'تعديل الإقليم',
    empty_title: 'لا أقاليم بعد',
    empty_detail: 'تجمع الأقاليم البلديات. ابدأ بإقليم ثم أضف بلدياته.',
    no_municipalities: 'لا بلديات في هذا الإقليم',
    field: {
      name: 'الاسم',
      code: 'الرمز',
      municipalities: 'البلديات',
      population: 'السكان',
    },
  },
};

export default ar;
