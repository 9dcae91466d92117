// @bun
import{en,Rc,Uf,Gr,Fa,Da,Gf}from"./s4.js";export{Gr as bindStep,Rc as goneSteps,Da as laterSpent,Fa as refusedText,Gf as stop,Uf as subagentStop,en as taskOfAgent};
