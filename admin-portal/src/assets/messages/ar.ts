import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  assets: {
    attribute: {
      epanet: {
        id: 'الرقم في النموذج',
        from: 'من',
        to: 'إلى',
        roughness: 'الخشونة',
        minorLoss: 'الفقد الموضعي',
        status: 'الحالة في النموذج',
      },
    },
    title: 'الأصول',
    one: 'الأصل',
    search: 'البحث عن اسم أو رمز',
    create: 'أصل جديد',
    edit: 'تعديل الأصل',
    empty_title: 'لا أصول بعد',
    empty_detail: 'استورد شبكة من صفحة بلديتها أو أضف الأصول واحدًا واحدًا.',
    all_states: 'كل الحالات',
    measures: 'القياسات',
    geometry_help: 'شكل هندسي GeoJSON، ‏WGS 84',
    geometry_wrong: 'هذا الشكل لا يناسب الصنف',
    status: {
      in_service: 'في الخدمة',
      out_of_service: 'خارج الخدمة',
      planned: 'مخطط',
      retired: 'متقاعد',
    },
    field: {
      name: 'الاسم',
      code: 'الرمز',
      class: 'الصنف',
      status: 'الحالة',
      zone: 'المنطقة',
      diameter: 'القطر',
      length: 'الطول',
      material: 'المادة',
      elevation: 'الارتفاع',
      installed: 'تاريخ التركيب',
      geometry: 'الشكل الهندسي',
    },
  },
};

export default ar;
