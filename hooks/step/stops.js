// @bun
import{Ct,Fa,yf,Hs,Mi,Li,kf}from"./s56.js";export{Hs as bindStep,Fa as goneSteps,Li as laterSpent,Mi as refusedText,kf as stop,yf as subagentStop,Ct as taskOfAgent};
