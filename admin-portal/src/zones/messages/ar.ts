import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  zones: {
    title: 'المناطق',
    one: 'المنطقة',
    search: 'البحث عن اسم أو رمز',
    create: 'منطقة جديدة',
    edit: 'تعديل المنطقة',
    empty_title: 'لا مناطق بعد',
    empty_detail: 'المنطقة جزء من الشبكة يُقاس تدفقه الداخل. يمكن لاستيراد شبكة أن ينشئ منطقة.',
    no_boundary: 'لا حدود مرسومة بعد',
    to_assets: 'أصول هذه المنطقة',
    delete_detail: 'تبقى أصولها وحساساتها دون منطقة. لا يمكن التراجع عن هذا.',
    kind: {
      dma: 'منطقة قياس',
      pressure: 'منطقة ضغط',
      other: 'أخرى',
    },
    field: {
      name: 'الاسم',
      code: 'الرمز',
      kind: 'النوع',
    },
  },
};

export default ar;
