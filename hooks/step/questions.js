// @bun
import{Hc}from"./s42.js";export{Hc as viewQuestions};
