// @bun
import{em,Kf,tm,Qf,nm}from"./s58.js";export{Kf as bringBack,em as goneNotice,tm as lookBehind,nm as noticesOf,Qf as whatChanged};
