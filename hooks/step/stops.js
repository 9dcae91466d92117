// @bun
import{It,wl,Kf,mo,pa,ma,Qf}from"./s48.js";export{mo as bindStep,wl as goneSteps,ma as laterSpent,pa as refusedText,Qf as stop,Kf as subagentStop,It as taskOfAgent};
