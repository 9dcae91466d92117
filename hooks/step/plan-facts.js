// @bun
import{Xc,ig}from"./s8.js";export{ig as makeFacts,Xc as plansText};
