// @bun
import{rn,Zc,qp,Ho,qa,Ga,Gp}from"./s10.js";export{Ho as bindStep,Zc as goneSteps,Ga as laterSpent,qa as refusedText,Gp as stop,qp as subagentStop,rn as taskOfAgent};
