// @bun
import{Kf,tl}from"./s14.js";export{tl as endGroup,Kf as runProcess};
