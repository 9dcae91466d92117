// @bun
import{mg,Oc}from"./s60.js";export{Oc as autoPasses,mg as outputs};
