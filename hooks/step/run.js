// @bun
import{$u,Yc}from"./s29.js";export{Yc as endGroup,$u as runProcess};
