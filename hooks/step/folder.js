// @bun
import{um,am,dm,cm,pm}from"./s52.js";export{am as bringBack,um as goneNotice,dm as lookBehind,pm as noticesOf,cm as whatChanged};
